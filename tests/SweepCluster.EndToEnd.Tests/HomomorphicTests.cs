using System.Diagnostics;
using System.Text.Json;

namespace SweepCluster.EndToEnd.Tests;

public sealed class HomomorphicTests : IDisposable
{
    // The evaluation that docs/encryption.md gives to users.
    private const string Evaluate = """
        import sys, numpy
        model = numpy.load(sys.argv[1])
        h = model["check_inputs"]
        for i in range(sum(name.startswith("weight") for name in model)):
            h = h @ model[f"weight{i}"] + model[f"bias{i}"]
            if f"chebyshev{i}" in model:
                h = numpy.polynomial.chebyshev.chebval(h, model[f"chebyshev{i}"])
        print(abs(h - model["check_logits"]).max() < 1e-9, h.shape)
        """;

    private const string Digits = """
        name: digits
        family: polynomial-network
        dataset: {name: glyphs, train: 256, test: 400, validation: 200}
        parameters: {hidden: [16], learningRate: 0.01, B: 20}
        axes:
          - {parameter: degree, values: [2, 4]}
          - {parameter: order, values: [bn-activation, activation-bn]}
        replicates: {kind: fixed, count: 2}
        budget: {epochs: 5, batch: 32}
        """;

    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task A_sweep_is_turned_into_a_model_that_NumPy_evaluates()
    {
        _place.Write("digits.yaml", Digits);
        Assert.Equal(0, (await _place.RunAsync("run", "digits.yaml", "--out", "digits", "--quiet")).ExitCode);

        var ended = await _place.RunAsync("recommend", "digits", "--he", "--degree", "4", "--output", "model", "--json");

        Assert.Equal((0, ""), (ended.ExitCode, ended.Error));
        var lines = ended.Lines.Select(line => JsonDocument.Parse(line).RootElement).ToArray();
        Assert.Equal([2, 4], lines[..^1].Select(line => line.GetProperty("degree").GetInt32()));
        Assert.Equal((true, true), (lines[^1].GetProperty("passed").GetBoolean(), lines[^1].GetProperty("sameTraceAsStored").GetBoolean()));
        Assert.Equal(["model.json", "model.npz"], _place.Names("model"));
        if (HasNumPy())
        {
            Assert.Equal("True (16, 10)", Python(Evaluate, _place.File("model", "model.npz")).Trim());
        }
    }

    [Fact]
    public async Task A_tolerance_that_rounding_does_not_meet_ends_with_a_failure_and_without_files()
    {
        _place.Write("digits.yaml", Digits);
        Assert.Equal(0, (await _place.RunAsync("run", "digits.yaml", "--out", "digits", "--quiet")).ExitCode);

        var ended = await _place.RunAsync("recommend", "digits", "--he", "--output", "model", "--tolerance", "1e-15");

        Assert.Equal(1, ended.ExitCode);
        Assert.Contains("the folded model is not the trained one", ended.Error, StringComparison.Ordinal);
        Assert.Empty(_place.Names("model"));
    }

    private static bool HasNumPy()
    {
        try
        {
            return Python("import numpy; print(1)").Trim() == "1" || NotInCi();
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return NotInCi();
        }

        // Elsewhere the program's own check of the written file must do.
        static bool NotInCi()
        {
            Assert.NotEqual("true", Environment.GetEnvironmentVariable("CI"));
            return false;
        }
    }

    private static string Python(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("/usr/bin/python3", ["-c", program, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return output + error.GetAwaiter().GetResult();
    }
}
