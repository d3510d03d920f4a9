using System.Text.Json.Serialization;

namespace SweepCluster.Cli.Doctor;

/// <summary>How a check came out.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<FindingStatus>))]
internal enum FindingStatus
{
    [JsonStringEnumMemberName("ok")]
    Ok,

    /// <summary>Works, but not as well as it could, or not for long.</summary>
    [JsonStringEnumMemberName("warn")]
    Warn,

    /// <summary>Something will not work.</summary>
    [JsonStringEnumMemberName("fail")]
    Fail,
}

/// <summary>What one check found.</summary>
/// <param name="Area">What was looked at, as <c>memory</c>.</param>
/// <param name="Found">What is there.</param>
/// <param name="Remedy">What to do; null when nothing needs to be done.</param>
internal sealed record Finding(string Area, FindingStatus Status, string Found, string? Remedy = null);

/// <summary>What <c>sweep doctor --json</c> prints.</summary>
/// <param name="Healthy">Whether nothing failed.</param>
internal sealed record DoctorDocument(bool Healthy, IReadOnlyList<Finding> Findings);
