namespace SweepCluster.Training.Datasets.Generators;

/// <summary>All generators, for the loader and for <c>sweep data list</c>.</summary>
public static class GeneratorCatalogue
{
    public static IReadOnlyList<DatasetGenerator> All { get; } =
        [new SpiralsGenerator(), new SinCosGenerator(), new TeacherGenerator(), new GlyphsGenerator()];

    public static IEnumerable<string> Names => All.Select(generator => generator.Name);

    /// <summary>Null when no generator has this name.</summary>
    public static DatasetGenerator? Find(string name) => All.FirstOrDefault(generator => generator.Name == name);
}
