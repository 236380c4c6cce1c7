// The reference for pairs: LEMON's maximum weighted matching (https://lemon.cs.elte.hu, Boost licence).
// Reads `n m` and m lines `u v w`; prints one line of JSON. Its clock starts once the numbers are in memory.
#include <lemon/matching.h>
#include <lemon/smart_graph.h>
#include <sys/resource.h>

#include <chrono>
#include <cstdio>
#include <vector>

using Graph = lemon::SmartGraph;
using Weights = Graph::EdgeMap<long long>;

int main(int count, char** words) {
  std::FILE* file = count > 1 ? std::fopen(words[1], "r") : nullptr;
  int n, m;
  if (!file || std::fscanf(file, "%d %d", &n, &m) != 2) return 1;
  std::vector<int> u(m), v(m);
  std::vector<long long> w(m);
  for (int e = 0; e < m; e++)
    if (std::fscanf(file, "%d %d %lld", &u[e], &v[e], &w[e]) != 3) return 1;

  const auto began = std::chrono::steady_clock::now();
  Graph graph;
  graph.reserveNode(n);
  graph.reserveEdge(m);
  std::vector<Graph::Node> people;
  for (int i = 0; i < n; i++) people.push_back(graph.addNode());
  Weights weights(graph);
  for (int e = 0; e < m; e++) weights[graph.addEdge(people[u[e]], people[v[e]])] = w[e];
  lemon::MaxWeightedMatching<Graph, Weights> matching(graph, weights);
  matching.run();
  const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - began;

  rusage used;
  getrusage(RUSAGE_SELF, &used);
  std::printf("{\"objective\":\"%lld\",\"placed\":%d,\"seconds\":%.4f,\"mb\":%ld}\n", (long long)matching.matchingWeight(),
              2 * matching.matchingSize(), taken.count(), used.ru_maxrss / 1024);
}
