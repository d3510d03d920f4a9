using System.CommandLine;
using System.Text.Json;
using SweepCluster.Bench;
using SweepCluster.Compute.Cpu;

var products = new Command("products", "matrix products at job A's shapes and at 1024³, on all cores at once");
products.SetAction(_ =>
{
    using var device = new CpuDevice();
    var job = Job.Load("A");
    Report(new
    {
        measure = "products",
        cores = device.Description.Cores,
        kind = device.Description.Kind,
        jobAGigaflops = Products.Measure(device, [.. Products.OfOneStep(job.Batch, job.Layers(features: 784, classes: 10))], population: 1),
        largeGigaflops = Products.Measure(device, [new Product(1024, 1024, 1024, false, false)], population: 1),
    });
});

return new RootCommand("Measures training and its parts; one line of JSON per command.") { products }.Parse(args).Invoke();

static void Report(object measured) => Console.WriteLine(JsonSerializer.Serialize(measured, JsonSerializerOptions.Web));
