namespace Hindcast.Web.Api;

/// <summary>Sizes of lists.</summary>
internal static class PageLimit
{
    private const int Default = 50;
    private const int Most = 200;

    internal static int Of(int? wanted) => Math.Clamp(wanted ?? Default, 1, Most);
}
