using System.Collections.Immutable;
using SweepCluster.Node.Http.OpenApi;
using SweepCluster.Node.Http.Routes;

namespace SweepCluster.Node.Http;

/// <summary>Everything that the API does.</summary>
public static class ApiRoutes
{
    public static ImmutableArray<ApiRoute> All { get; } =
    [
        .. SweepRoutes.All,
        .. ChangeRoutes.All,
        .. ZoomRoutes.All,
        .. CellRoutes.All,
        .. MapRoutes.All,
        .. PictureRoutes.All,
        .. AdviceRoutes.All,
        .. ExportRoutes.All,
        .. EventRoutes.All,
        .. ClusterRoutes.All,
        .. MetricRoutes.All,
        .. LogRoutes.All,
        new("GET", "/openapi/v1.json", ApiRole.Anyone, "getOpenApi", "This description, after OpenAPI 3.1.", call => call.AnswerTextAsync(OpenApiDocument.Text, "application/json")),
    ];
}
