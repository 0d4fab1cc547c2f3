namespace Hindcast.Analysis.Actors;

/// <summary>
/// Values that many unrelated operators share: browsers, public tools, the defaults of published code. They agree by
/// chance, so agreement in them says little and difference in them says nothing.
/// </summary>
internal static class CommonFeatures
{
    private static readonly string[] Agents =
    [
        "mozilla/", "opera/", "python-requests", "python-urllib", "curl/", "wget/", "go-http-client", "exchangeservicesclient",
        "microsoft office", "microsoft wininet", "antsword", "java/", "okhttp", "libwww-perl", "httpie",
    ];

    /// <summary>File names that published code or several unrelated groups used.</summary>
    private static readonly HashSet<string> Pages = new(StringComparer.Ordinal)
    {
        "shell.aspx", "test.aspx", "cmd.aspx", "web.aspx", "one.aspx", "error.aspx", "help.aspx", "log.aspx", "1.aspx", "aspx.aspx",
        "default.aspx", "index.aspx", "upload.aspx", "poc.aspx", "x.aspx", "a.aspx",
    };

    /// <summary>Keys that tutorials and published code use.</summary>
    private static readonly HashSet<string> Keys = new(StringComparer.OrdinalIgnoreCase)
    {
        "cmd", "pass", "password", "code", "orange", "ant", "chopper", "exec_code", "exec", "c", "z", "key", "request", "id", "x",
    };

    /// <summary>True when a value of a kind is in use by many.</summary>
    internal static bool Contains(string kind, string value) => kind switch
    {
        FeatureKinds.Agent => Agents.Any(a => value.StartsWith(a, StringComparison.OrdinalIgnoreCase)),
        FeatureKinds.Page => Pages.Contains(value[(value.LastIndexOf('/') + 1)..]),
        FeatureKinds.PageKey => Keys.Contains(value),
        FeatureKinds.Command => value.Length < 24,
        _ => false,
    };
}
