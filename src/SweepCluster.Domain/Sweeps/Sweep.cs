using System.Collections.Immutable;
using SweepCluster.Domain.Families;
using SweepCluster.Domain.Outcomes;

namespace SweepCluster.Domain.Sweeps;

/// <summary>What a user asks for: a checked sweep file with every default filled in.</summary>
public sealed record Sweep
{
    public required string Name { get; init; }

    public required Family Family { get; init; }

    public required DatasetReference Dataset { get; init; }

    /// <summary>The value of every parameter that is not an axis; axes override it.</summary>
    public required ParameterSet Parameters { get; init; }

    public required ImmutableArray<Axis> Axes { get; init; }

    public required Strategy Strategy { get; init; }

    public required Replicates Replicates { get; init; }

    public required Budget Budget { get; init; }

    public required LabelThresholds Labels { get; init; }

    public required MapAxes Map { get; init; }

    /// <summary>The root of all random numbers of the sweep.</summary>
    public ulong Seed { get; init; } = 1;

    public bool Equals(Sweep? other) => other is not null && Name == other.Name && Family == other.Family
        && Dataset == other.Dataset && Parameters.Equals(other.Parameters) && Axes.SequenceEqual(other.Axes)
        && Strategy == other.Strategy && Replicates == other.Replicates && Budget == other.Budget
        && Labels == other.Labels && Map == other.Map && Seed == other.Seed;

    public override int GetHashCode() => HashCode.Combine(Name, Family, Parameters, Axes.Length, Seed);
}

/// <summary>Which axes span the picture; any further axis gives one picture per value.</summary>
/// <param name="X">The parameter across; null for a sweep without axes, which is one cell.</param>
/// <param name="Y">The parameter upwards; null for a sweep of one axis.</param>
public sealed record MapAxes(string? X, string? Y);

/// <summary>How many trials a cell gets: the same number for each, or as many as it takes to decide.</summary>
/// <param name="Least">Trials that every cell gets.</param>
/// <param name="Most">Trials after which a cell that is still ambiguous gets no more.</param>
public sealed record Replicates(int Least, int Most)
{
    public const double DefaultThreshold = 0.5;
    public const double DefaultConfidence = 0.95;

    /// <summary>The P(stable) that a cell is compared with.</summary>
    public double Threshold { get; init; } = DefaultThreshold;

    /// <summary>The probability that a cell is not put on the wrong side of the threshold.</summary>
    public double Confidence { get; init; } = DefaultConfidence;

    /// <summary>Whether results decide how many a cell gets.</summary>
    public bool IsSequential => Least < Most;

    public static Replicates Fixed(int count) => new(count, count);
}

/// <summary>How long a trial trains, and how long the sweep may take.</summary>
/// <param name="Epochs">Passes over the training set; null when <paramref name="Steps"/> is given.</param>
/// <param name="Steps">Optimiser steps; null when <paramref name="Epochs"/> is given.</param>
/// <param name="WallClock">No new trial starts after this; null for no limit. Never cuts a trial short.</param>
/// <param name="Trials">The most trials of the sweep, those of references included; null for as many as the plan wants.</param>
public sealed record Budget(int? Epochs, long? Steps = null, TimeSpan? WallClock = null, long? Trials = null);
