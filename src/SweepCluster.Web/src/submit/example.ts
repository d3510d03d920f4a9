/** A sweep that trains for seconds on generated data: something to begin with. */
export const exampleFile = `name: first-sweep
family: polynomial-network
dataset: {name: spirals, train: 256, test: 256, validation: 128}
parameters:
  hidden: [16]
  learningRate: 0.01
axes:
  - parameter: B
    log: {from: 0.5, to: 32, count: 9}
  - parameter: degree
    int: {from: 2, to: 8}
replicates: {kind: fixed, count: 4}
budget: {epochs: 10, batch: 32}
`;
