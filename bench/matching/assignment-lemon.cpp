// The reference for assignment: LEMON's network simplex (https://lemon.cs.elte.hu, Boost licence).
// Reads `n m e`, the places of m mentors, and e lines `mentee mentor weight`; prints one line of JSON.
#include <lemon/network_simplex.h>
#include <lemon/smart_graph.h>
#include <sys/resource.h>

#include <chrono>
#include <cstdio>
#include <vector>

using Graph = lemon::SmartDigraph;
using Amounts = Graph::ArcMap<long long>;

int main(int count, char** words) {
  std::FILE* file = count > 1 ? std::fopen(words[1], "r") : nullptr;
  int n, m, e;
  if (!file || std::fscanf(file, "%d %d %d", &n, &m, &e) != 3) return 1;
  std::vector<int> places(m), mentee(e), mentor(e);
  std::vector<long long> weight(e);
  for (auto& place : places)
    if (std::fscanf(file, "%d", &place) != 1) return 1;
  for (int k = 0; k < e; k++)
    if (std::fscanf(file, "%d %d %lld", &mentee[k], &mentor[k], &weight[k]) != 3) return 1;

  const auto began = std::chrono::steady_clock::now();
  Graph graph;
  std::vector<Graph::Node> mentees, mentors;
  for (int i = 0; i < n; i++) mentees.push_back(graph.addNode());
  for (int j = 0; j < m; j++) mentors.push_back(graph.addNode());
  const Graph::Node sink = graph.addNode();
  Amounts cost(graph), upper(graph);
  Graph::NodeMap<long long> supply(graph, 0);
  std::vector<Graph::Arc> candidates;
  for (int k = 0; k < e; k++) {
    const auto arc = graph.addArc(mentees[mentee[k]], mentors[mentor[k]]);
    cost[arc] = -weight[k];
    upper[arc] = 1;
    candidates.push_back(arc);
  }
  for (int i = 0; i < n; i++) {
    const auto unmatched = graph.addArc(mentees[i], sink);
    cost[unmatched] = 0;
    upper[unmatched] = 1;
    supply[mentees[i]] = 1;
  }
  for (int j = 0; j < m; j++) {
    const auto arc = graph.addArc(mentors[j], sink);
    cost[arc] = 0;
    upper[arc] = places[j];
  }
  supply[sink] = -n;
  lemon::NetworkSimplex<Graph, long long, long long> simplex(graph);
  simplex.costMap(cost).upperMap(upper).supplyMap(supply);
  simplex.run();
  const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - began;

  long long placed = 0;
  for (const auto& arc : candidates) placed += simplex.flow(arc);
  rusage used;
  getrusage(RUSAGE_SELF, &used);
  std::printf("{\"objective\":\"%lld\",\"placed\":%lld,\"seconds\":%.4f,\"mb\":%ld}\n", -simplex.totalCost<long long>(), placed,
              taken.count(), used.ru_maxrss / 1024);
}
