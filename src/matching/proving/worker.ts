import { parentPort, workerData } from 'node:worker_threads'
import loadHighs from 'highs'
import type { Answer, Program } from './program.ts'

/** Solves one program by HiGHS and posts the answer; the solver blocks this thread, so only its owner can stop it. */
const answer = async ({ program, seconds }: { program: Program; seconds: number }): Promise<Answer> => {
  const highs = await loadHighs()
  const numCols = program.worth.length
  const numRows = program.rowLower.length
  const model = highs.createModel({
    numCols,
    numRows,
    colCost: Float64Array.from(program.worth, (worth) => -worth),
    colLower: Float64Array.from(program.lower),
    colUpper: Float64Array.from(program.upper),
    rowLower: Float64Array.from(program.rowLower),
    rowUpper: Float64Array.from(program.rowUpper),
    integrality: Int32Array.from(program.whole),
    matrix: {
      format: 'csr',
      numCols,
      numRows,
      starts: Int32Array.from(program.starts),
      indices: Int32Array.from(program.indices),
      values: Float64Array.from(program.values),
    },
  })
  try {
    model.options.set({ output_flag: false, time_limit: seconds, mip_rel_gap: 0, mip_abs_gap: 0.9 })
    if (program.begin) model.setSolution({ colValue: Float64Array.from(program.begin) })
    model.run()
    const optimal = model.getModelStatus() === highs.constants.modelStatus.optimal
    const columns = Array.from(model.getSolution().colValue)
    const bound = -Number(model.info.get('mip_dual_bound'))
    return { columns: columns.length === numCols ? columns : null, bound, optimal }
  } finally {
    model.dispose()
  }
}

answer(workerData).then((found) => parentPort?.postMessage(found))
