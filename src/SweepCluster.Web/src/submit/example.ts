/** A sweep that trains for seconds on digits that the program draws itself: something to begin with. */
export const exampleFile = `name: first-sweep
family: polynomial-network
dataset: {name: glyphs, train: 800, validation: 300, test: 300}
parameters: {hidden: [32], learningRate: 0.003, alpha: 0.5, lambda: 10}
axes:
  - parameter: B
    log: {from: 0.5, to: 64, count: 15}
  - parameter: degree
    values: [2, 4, 8, 16, 22]
replicates: {kind: fixed, count: 3}
budget: {epochs: 5, batch: 64}
map: {x: B, y: degree}
`;
