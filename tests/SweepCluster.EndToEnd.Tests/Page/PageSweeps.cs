namespace SweepCluster.EndToEnd.Tests.Page;

/// <summary>Sweep files on digits that the program draws, each a matter of seconds.</summary>
internal static class PageSweeps
{
    /// <summary>Ten columns and three rows; left of a cliff training fails, right of it some cells are stable.</summary>
    public const string Cliff = """
        name: cliff
        family: polynomial-network
        dataset: {name: glyphs, train: 500, validation: 200, test: 200}
        parameters: {hidden: [16], learningRate: 0.005, alpha: 0.5, lambda: 10}
        axes:
          - parameter: B
            log: {from: 0.5, to: 64, count: 10}
          - parameter: degree
            values: [4, 8, 16]
        replicates: {kind: fixed, count: 2}
        budget: {epochs: 4, batch: 50}
        map: {x: B, y: degree}
        """;

    /// <summary>A population for each batch size, one after the other: long enough to be paused on its way.</summary>
    public static string Slow(string name) => $$"""
        name: {{name}}
        family: polynomial-network
        dataset: {name: glyphs, train: 1000, validation: 200, test: 200}
        parameters: {hidden: [32, 32], learningRate: 0.003}
        axes:
          - parameter: B
            log: {from: 1, to: 16, count: 12}
          - parameter: batch
            int: {from: 20, to: 58, step: 2}
        replicates: {kind: fixed, count: 3}
        budget: {epochs: 12}
        """;

    /// <summary>Two slices of a map: a third axis is left for a slider.</summary>
    public const string Sliced = """
        name: sliced
        family: polynomial-network
        dataset: {name: glyphs, train: 200, validation: 100, test: 100}
        parameters: {hidden: [8]}
        axes:
          - parameter: B
            values: [1, 4, 16]
          - parameter: degree
            values: [2, 4]
          - parameter: learningRate
            values: [0.001, 0.01]
        replicates: {kind: fixed, count: 1}
        budget: {epochs: 2, batch: 50}
        map: {x: B, y: degree}
        """;
}
