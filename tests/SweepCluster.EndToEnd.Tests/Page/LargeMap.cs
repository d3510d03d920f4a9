namespace SweepCluster.EndToEnd.Tests.Page;

/// <summary>A sweep of many cells: a wavy cliff between stable and diverged.</summary>
internal static class LargeMap
{
    /// <param name="side">Columns and rows.</param>
    /// <returns>The sweep's id.</returns>
    public static Task<string> WriteAsync(string store, int side) => MadeMap.WriteAsync(
        store,
        $$"""
        name: large
        family: polynomial-network
        dataset: {name: glyphs, train: 200, validation: 100, test: 100}
        parameters: {hidden: [8]}
        axes:
          - parameter: B
            log: {from: 0.1, to: 100, count: {{side}}}
          - parameter: learningRate
            log: {from: 0.0001, to: 1, count: {{side}}}
        replicates: {kind: fixed, count: 1}
        budget: {epochs: 2, batch: 50}
        map: {x: B, y: learningRate}
        """,
        (b, rate) => Math.Log10(rate) + 2 - Math.Log10(b) + (0.4 * Math.Sin(9 * Math.Log10(b))) + (0.1 * Math.Sin(57 * Math.Log10(b))));
}
