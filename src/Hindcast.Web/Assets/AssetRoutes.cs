using System.Reflection;
using Hindcast.Reports.Html;
using Hindcast.Web.Security;

namespace Hindcast.Web.Assets;

/// <summary>Style sheets and scripts of pages and reports, out of the program itself: nothing is loaded from elsewhere.</summary>
internal static class AssetRoutes
{
    private const string Prefix = "Hindcast.Web.Assets.";

    private static readonly Dictionary<string, string> Types = new(StringComparer.Ordinal)
    {
        [".css"] = "text/css; charset=utf-8",
        [".js"] = "text/javascript; charset=utf-8",
        [".svg"] = "image/svg+xml",
    };

    internal static void MapAssets(this WebApplication app) => app.MapGet("/assets/{name}", Send).Needs(AccessNeed.Nothing);

    private static IResult Send(string name, HttpContext context)
    {
        Assembly assembly = typeof(AssetRoutes).Assembly;
        string? text = name switch
        {
            "report.css" => ReportStyle.Sheet,
            "report.js" => ReportScript.Text,
            _ => null,
        };
        if (!Types.TryGetValue(Path.GetExtension(name), out string? type) || (text is null && assembly.GetManifestResourceInfo(Prefix + name) is null))
        {
            return TypedResults.NotFound();
        }

        context.Response.Headers.CacheControl = "public, max-age=300";
        return text is not null ? TypedResults.Text(text, type) : TypedResults.Stream(assembly.GetManifestResourceStream(Prefix + name)!, type);
    }
}
