namespace SweepCluster.EndToEnd.Tests;

/// <summary>Sweep files on generated data that train for seconds.</summary>
internal static class Sweeps
{
    /// <summary>Trials of <see cref="Small"/>, its two references among them.</summary>
    public const int SmallTrials = 14;

    /// <summary>Trials of <see cref="ManyShapes"/>, three references of each batch size among them.</summary>
    public const int ManyShapesTrials = 96;

    /// <summary>Two axes, six cells of two trials.</summary>
    public const string Small = """
        name: small
        family: polynomial-network
        dataset: {name: spirals, train: 64, test: 64, validation: 32}
        parameters: {hidden: [4], learningRate: 0.01}
        axes:
          - parameter: B
            log: {from: 1, to: 16, count: 3}
          - parameter: degree
            values: [2, 4]
        replicates: {kind: fixed, count: 2}
        budget: {epochs: 2, batch: 32}
        """;

    /// <summary>Long enough, some seconds on two cores, to be stopped on its way.</summary>
    public const string Long = """
        name: long
        family: polynomial-network
        dataset: {name: spirals, train: 256, test: 64, validation: 32}
        parameters: {hidden: [16, 16], learningRate: 0.01}
        axes:
          - parameter: B
            log: {from: 1, to: 16, count: 8}
          - parameter: degree
            values: [2, 4, 8]
        replicates: {kind: fixed, count: 3}
        budget: {epochs: 30, batch: 32}
        """;

    /// <summary>
    /// Eight batch sizes, so eight populations that train one after the other: when the first trials are in, most are
    /// still to come, however fast the machine.
    /// </summary>
    public const string ManyShapes = """
        name: shapes
        family: polynomial-network
        dataset: {name: spirals, train: 256, test: 64, validation: 32}
        parameters: {hidden: [16, 16], learningRate: 0.01}
        axes:
          - parameter: B
            log: {from: 1, to: 16, count: 3}
          - parameter: batch
            int: {from: 18, to: 32, step: 2}
        replicates: {kind: fixed, count: 3}
        budget: {epochs: 100}
        """;

    /// <summary>Two cells of six trials that are all stable: the range is wide and the digits are easy.</summary>
    public const string Steady = """
        name: steady
        family: polynomial-network
        dataset: {name: glyphs, train: 256, test: 400, validation: 200}
        parameters: {hidden: [16], learningRate: 0.01, B: 20}
        axes:
          - {parameter: degree, values: [2, 4]}
        replicates: {kind: fixed, count: 6}
        budget: {epochs: 5, batch: 32}
        labels: {degradedBy: 0.5}
        """;

    /// <summary>A sweep of one fast setting, whatever its axes.</summary>
    public static string WithAxes(string axes) => $"""
        name: shape
        family: polynomial-network
        dataset: {"{"}name: spirals, train: 64, test: 64, validation: 32{"}"}
        parameters: {"{"}hidden: [4]{"}"}
        replicates: {"{"}kind: fixed, count: 1{"}"}
        budget: {"{"}epochs: 1, batch: 32{"}"}
        {axes}
        """;
}
