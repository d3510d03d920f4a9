using System.Text.Json;

namespace SweepCluster.Node.Http.Documents;

/// <summary>Words of the API.</summary>
internal static class ApiNames
{
    /// <summary><c>running</c> for <c>Running</c>.</summary>
    public static string Of<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}
