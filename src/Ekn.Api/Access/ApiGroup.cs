using Ekn.Core.Channels;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Ekn.Api.Access;

/// <summary>The JSON API as a whole: where it lies, who gets in, and the document that describes it.</summary>
internal static class ApiGroup
{
    private const string Path = "/api";
    private const string Scheme = "key";

    public static bool Holds(PathString path) => path.StartsWithSegments(Path, StringComparison.OrdinalIgnoreCase);

    public static RouteGroupBuilder MapApiGroup(this WebApplication app)
    {
        // Each endpoint says below which roles it is for; one that does not is for no role at all.
        var api = app.MapGroup(Path).RequireAuthorization();
        api.ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status401Unauthorized)
            .ProducesProblem(StatusCodes.Status403Forbidden);
        return api;
    }

    public static void MapApiDocument(this WebApplication app) =>
        app.MapOpenApi("/openapi/{documentName}.json").AllowAnonymous();

    public static IServiceCollection AddApiDocument(this IServiceCollection services) =>
        services.AddOpenApi(
            "v1",
            document =>
            {
                document.ShouldInclude = api => api.RelativePath?.StartsWith("api/", StringComparison.Ordinal) == true;
                document.AddDocumentTransformer(DescribeAsync);
            }
        );

    private static Task DescribeAsync(
        OpenApiDocument document,
        OpenApiDocumentTransformerContext context,
        CancellationToken cancellationToken
    )
    {
        document.Info = new OpenApiInfo
        {
            Title = "Ekn",
            Version = "1",
            Description =
                "Extra cold nights: what is decided, called out and counted. A night is named by the date of its evening "
                + "(2026-12-01). Instants are UTC. Errors are problem+json with one sentence in 'detail'.",
        };
        var address = context.ApplicationServices.GetRequiredService<PublicAddress>();
        document.Servers = [new OpenApiServer { Url = address.Of("") }];
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>(StringComparer.Ordinal);
        document.Components.SecuritySchemes[Scheme] = new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http,
            Scheme = "bearer",
            Description = "A key of the setting Ekn:Api:Keys, with the role coordinator, sitelead or city.",
        };
        document.Security =
        [
            new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Scheme, document)] = [] },
        ];
        return Task.CompletedTask;
    }
}
