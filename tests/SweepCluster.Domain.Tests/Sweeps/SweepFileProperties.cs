using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using SweepCluster.Domain.Families;
using SweepCluster.Domain.Sweeps;

namespace SweepCluster.Domain.Tests.Sweeps;

public class SweepFileProperties
{
    private const string Base = """
        name: test
        family: polynomial-network
        dataset: {name: mnist, train: 100, options: {noise: 0.1}}
        parameters: {hidden: [64, 32], alpha: 0.5, clip: selective}
        axes:
          - parameter: B
            log: {from: 1, to: 64, count: 24}
          - parameter: degree
            values: [2, 4, 8]
        strategy: {kind: grid}
        budget: {epochs: 10, batch: 128, wallClock: 30m}
        map: {x: B, y: degree}
        """;

    private static readonly string[] Fragments =
    [
        "", " ", "\n", "\n  ", "\t", ":", ": ", "- ", "{", "}", "[", "]", ",", "\"", "'", "\\", "&a ", "*a", "!!int ", "|", ">", "#", "? ", "%YAML 9.9\n", "---\n", "...\n",
        "inf", "-1", "1e999", "99999999999999999999", "null", "~", "\0", "\uFEFF", "\uD800", "\"\\U00110000\"", "\"\\uD800\"", "count", "values", "<<: *a", "é",
    ];

    [Fact]
    public void No_mutated_file_makes_the_reader_throw()
    {
        var mutated = Mutation().ListOf().Select(mutations => mutations.Take(5).Aggregate(Base, (text, mutate) => mutate(text)));

        Prop.ForAll(mutated.ToArbitrary(), text =>
        {
            var result = SweepText.Read(text);
            return result.Sweep is null == !result.Errors.IsEmpty
                && result.Errors.All(error => error.Line >= 1 && error.Column >= 1 && error.Message.Length > 0);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(800));
    }

    [Fact]
    public void No_override_makes_the_reader_throw()
    {
        var keys = Gen.Elements("", ".", "axes", "axes.B", "axes.B.log.count", "axes.B.int.step", "axes.x.y", "parameters", "parameters.B.c", "name", "strategy.kind", "map.x", "budget.wallClock");
        var overrides = keys.Zip(Gen.Elements(Fragments).ListOf().Select(parts => string.Concat(parts.Take(4))));

        Prop.ForAll(overrides.ToArbitrary(), pair =>
        {
            var result = SweepText.Read(Base, (pair.Item1, pair.Item2));
            return result.Sweep is null == !result.Errors.IsEmpty;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));
    }

    [Fact]
    public void A_written_sweep_reads_back_as_an_equal_one() =>
        Prop.ForAll(Sweeps().ToArbitrary(), sweep =>
        {
            var result = SweepText.Read(SweepFileWriter.Write(sweep));
            Assert.True(result.Errors.IsEmpty, string.Join('\n', result.Errors));
            Assert.Equal(sweep, result.Sweep);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(150));

    private static Gen<Func<string, string>> Mutation() =>
        from place in Gen.Choose(0, Base.Length)
        from removed in Gen.Choose(0, 12)
        from fragment in Gen.Elements(Fragments)
        select (Func<string, string>)(text =>
        {
            var at = Math.Min(place, text.Length);
            return text.Remove(at, Math.Min(removed, text.Length - at)).Insert(at, fragment);
        });

    /// <summary>Sweeps as the reader makes them, of any names, parameters and axes.</summary>
    private static Gen<Sweep> Sweeps() =>
        from name in Gen.Elements("plain", "two words", "a: b", "#", "null", "1e3", "\"quoted\" \\ ü\n", "😀")
        from family in Gen.Elements(FamilyCatalogue.All.AsEnumerable())
        from axes in Gen.Elements(Axes(family).AsEnumerable()).ListOf()
        from values in Gen.CollectToList(family.Parameters, Value)
        from seed in Gen.Choose(0, int.MaxValue)
        from train in Gen.Choose(1, 1000)
        from minutes in Gen.Choose(1, 100_000)
        from random in Gen.Elements(true, false)
        let distinct = axes.DistinctBy(axis => axis.Parameter).Take(3).ToArray()
        let varied = distinct.Select(axis => axis.Parameter).ToHashSet()
        select new Sweep
        {
            Name = name,
            Family = family.Family,
            Dataset = new DatasetReference
            {
                Name = name,
                Path = train % 2 == 0 ? name : null,
                Train = train,
                Normalise = (Normalisation)(train % 4),
                Seed = (ulong)seed * 7_000_000_000,
                Label = train % 3 == 0 ? "3" : null,
                Options = GeneratorOptions(train),
            },
            Parameters = family.Defaults.With(family.Parameters.Zip(values)
                .Where(pair => !varied.Contains(pair.First.Name))
                .Select(pair => KeyValuePair.Create(pair.First.Name, pair.Second))),
            Axes = [.. distinct],
            Strategy = random ? new Strategy((StrategyKind)(1 + (train % 3)), 1) : new Strategy(StrategyKind.Grid),
            Replicates = Replicates.Fixed(train),
            Budget = random ? new Budget(null, seed + 1L) : new Budget(train, null, TimeSpan.FromSeconds(minutes * 7.5)),
            Labels = new() { EscapeRange = 0.1 * train, ChanceDetermination = 1.0 / train },
            Map = new MapAxes(distinct.ElementAtOrDefault(0)?.Parameter, distinct.ElementAtOrDefault(1)?.Parameter),
            Seed = (ulong)seed,
        };

    private static ImmutableSortedDictionary<string, double> GeneratorOptions(int train) =>
        ImmutableSortedDictionary<string, double>.Empty.Add("noise", 1.0 / train).Add("two words", -train);

    private static Gen<ParameterValue> Value(ParameterDefinition parameter) => parameter.Kind switch
    {
        ParameterKind.Choice => Gen.Elements(parameter.Choices.Select(ParameterValue.Choice)),
        ParameterKind.Integer => Gen.Choose((int)parameter.Minimum, (int)parameter.Maximum).Select(number => ParameterValue.Integer(number)),
        ParameterKind.IntegerList => Gen.Choose(1, 65536).NonEmptyListOf().Select(list => ParameterValue.IntegerList(list.Take(8))),
        _ => Gen.Choose(1, 999_999).Select(number => ParameterValue.Real(parameter.AllowsInfinity && number % 5 == 0 ? double.PositiveInfinity : number / 1e6 / 3)),
    };

    /// <summary>One axis of every kind, made by the reader.</summary>
    private static Axis[] Axes(FamilyDefinition family)
    {
        var (head, axes) = family.Family == Family.PolynomialNetwork
            ? (SweepText.Head, "{parameter: B, log: {from: 0.3, to: 70, count: 9}}, {parameter: degree, int: {from: 2, to: 21, step: 4}}, {parameter: hidden, values: [[4], [8, 9]]}, {parameter: clip, values: [none, standard]}, {parameter: plateauPatience, log: {from: 1, to: 30, count: 20}}")
            : (SweepText.CascadeHead, "{parameter: b, linear: {from: -0.7, to: 0.1, count: 5}}, {parameter: c, values: [1e-300, 40, inf]}, {parameter: constellationSize, linear: {from: 2, to: 9.5, count: 5}}");
        return [.. SweepText.Sweep($"{head}axes: [{axes}]\nstrategy: {{kind: random, cells: 1}}\n").Axes];
    }
}
