namespace SweepCluster.EndToEnd.Tests;

/// <summary>What a sweep's results must have in common however they came about.</summary>
internal static class ResultAssertions
{
    // trials.csv, environment.json and the store also hold times, which may differ.
    private static readonly string[] Reproducible = ["map.png", "map.svg", "map.json", "cells.csv", "traces.jsonl"];

    /// <summary>Asserts that two folders hold the same results, to the byte.</summary>
    public static void AssertSameResults(this Workplace place, string expected, string actual) =>
        Assert.All(Reproducible, name => Assert.Equal(File.ReadAllBytes(place.File(expected, name)), File.ReadAllBytes(place.File(actual, name))));

    /// <summary>Asserts that the user was told what to mend, and not where in the program it was noticed.</summary>
    public static void AssertMistake(this Ended ended, params string[] told)
    {
        Assert.Equal((2, ""), (ended.ExitCode, ended.Output));
        Assert.All(told, text => Assert.Contains(text, ended.Error, StringComparison.Ordinal));
        Assert.DoesNotContain("   at ", ended.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", ended.Error, StringComparison.Ordinal);
    }
}
