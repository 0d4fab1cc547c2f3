using System.Buffers;

namespace Hindcast.WebShells.Judging;

/// <summary>Published traits of families. A name is a resemblance, not an attribution.</summary>
internal static class PageFamilies
{
    private static readonly (string Family, SearchValues<string>[] Texts)[] Known =
    [
        Family("China Chopper (JScript)", "eval(", "request", "\"unsafe\""),
        Family("SIMPLESEESHARP", "HttpPostedFile", "Request.Files[0]", "SaveAs(Path.Combine"),
        Family("SPORTSBALL", "fqrspt"),
        Family("SPORTSBALL", "ZN2aDAB4rXsszEvCLrzgcvQ4oi5J1TuiRULlQbYwldE="),
        Family("reGeorg", "X-CMD", "X-TARGET"),
        Family("Behinder (default key)", "e45e329feb5d925b"),
        Family("Godzilla (default key)", "3c6e0b8a9c15224a"),
        Family("ASPXSpy", "Bin_Button_", "Bin_"),
        Family("Antak", "Antak"),
    ];

    internal static List<string> Of(string text)
    {
        List<string> families = [];
        foreach ((string family, SearchValues<string>[] texts) in Known)
        {
            if (!families.Contains(family) && texts.All(t => text.AsSpan().ContainsAny(t)))
            {
                families.Add(family);
            }
        }

        return families;
    }

    private static (string Family, SearchValues<string>[] Texts) Family(string name, params string[] texts) =>
        (name, [.. texts.Select(t => SearchValues.Create([t], StringComparison.OrdinalIgnoreCase))]);
}
