using Ekn.Core.Links;
using Microsoft.Extensions.Options;

namespace Ekn.Api.Edge;

/// <summary>
/// Each request is seen as the world sends it, to the setting Ekn:Web:PublicUrl: by https although the proxy in front
/// speaks plainly to us, and below a path (https://example.org/natt) whether the proxy passes the path on or cuts it off.
/// </summary>
internal sealed class PublicSide(RequestDelegate next, IOptions<WebOptions> web)
{
    private readonly string scheme = web.Value.PublicUrl!.Scheme;
    private readonly PathString path = new(web.Value.PublicUrl!.AbsolutePath.TrimEnd('/'));

    public Task InvokeAsync(HttpContext context)
    {
        context.Request.Scheme = scheme;
        if (path.HasValue)
        {
            context.Request.PathBase = path;
            if (context.Request.Path.StartsWithSegments(path, out var rest))
            {
                context.Request.Path = rest.HasValue ? rest : "/";
            }
        }
        return next(context);
    }
}
