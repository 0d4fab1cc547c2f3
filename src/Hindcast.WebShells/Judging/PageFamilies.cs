namespace Hindcast.WebShells.Judging;

/// <summary>Published traits of families. A name is a resemblance, not an attribution.</summary>
internal static class PageFamilies
{
    private static readonly (string Family, string[] Texts)[] Known =
    [
        ("China Chopper (JScript)", ["eval(", "request", "\"unsafe\""]),
        ("SIMPLESEESHARP", ["HttpPostedFile", "Request.Files[0]", "SaveAs(Path.Combine"]),
        ("SPORTSBALL", ["fqrspt"]),
        ("SPORTSBALL", ["ZN2aDAB4rXsszEvCLrzgcvQ4oi5J1TuiRULlQbYwldE="]),
        ("reGeorg", ["X-CMD", "X-TARGET"]),
        ("Behinder (default key)", ["e45e329feb5d925b"]),
        ("Godzilla (default key)", ["3c6e0b8a9c15224a"]),
        ("ASPXSpy", ["Bin_Button_", "Bin_"]),
        ("Antak", ["Antak"]),
    ];

    internal static List<string> Of(string text)
    {
        List<string> families = [];
        foreach ((string family, string[] texts) in Known)
        {
            if (!families.Contains(family) && texts.All(t => text.Contains(t, StringComparison.OrdinalIgnoreCase)))
            {
                families.Add(family);
            }
        }

        return families;
    }
}
