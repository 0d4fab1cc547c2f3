using Hindcast.Reports.Sharing;

namespace Hindcast.Web.Api;

/// <summary>Says with everything that is taken out how far it may go, also where the form of a file has no place for that.</summary>
internal static class TlpHeader
{
    /// <summary>Name of the header.</summary>
    internal const string Name = "X-TLP";

    /// <summary>Marks an answer.</summary>
    internal static void Mark(this HttpContext context, TlpLevel level) => context.Response.Headers[Name] = TlpLabel.Name(level);
}
