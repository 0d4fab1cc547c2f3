namespace Hindcast.WebShells.Shapes;

/// <summary>
/// Reads a list of virtual directory settings (<c>Name : value</c> lines), the form in which ProxyLogon leaves its pages.
/// </summary>
internal static class DirectoryDump
{
    private const int MaxLines = 500;
    private const int MaxValue = 1_000;

    /// <summary>The settings, or null when the text is no such list.</summary>
    internal static DirectorySettings? Read(string text)
    {
        if (text.Length > 64 * 1024 || !text.Contains("ExternalUrl", StringComparison.Ordinal) || !text.Contains("InternalUrl", StringComparison.Ordinal))
        {
            return null;
        }

        Dictionary<string, string> values = new(StringComparer.OrdinalIgnoreCase);
        int lines = 0;
        foreach (ReadOnlySpan<char> line in text.AsSpan().EnumerateLines())
        {
            if (++lines > MaxLines)
            {
                break;
            }

            int colon = line.IndexOf(':');
            if (colon is > 1 and < 80 && !line[..colon].Trim().Contains(' '))
            {
                ReadOnlySpan<char> value = line[(colon + 1)..].Trim();
                values.TryAdd(line[..colon].Trim().ToString(), value[..Math.Min(value.Length, MaxValue)].ToString());
            }
        }

        string Value(string name) => Reading.PageText.Safe(values.GetValueOrDefault(name) ?? "");
        bool isDump = values.ContainsKey("ExternalUrl") && values.ContainsKey("InternalUrl")
            && (values.ContainsKey("Server") || values.ContainsKey("AdminDisplayVersion") || values.ContainsKey("OfflineAddressBooks"));
        return !isDump ? null : new DirectorySettings(
            Value("Server"),
            Build(values.GetValueOrDefault("AdminDisplayVersion") ?? ""),
            Value("ExternalUrl"),
            Value("WhenCreatedUTC") is { Length: > 0 } createdUtc ? createdUtc : Value("WhenCreated"),
            Value("WhenChangedUTC") is { Length: > 0 } changedUtc ? changedUtc : Value("WhenChanged"),
            Value("OriginatingServer"));
    }

    /// <summary>"Version 15.1 (Build 2176.2)" as 15.1.2176.2; other text as it stands.</summary>
    private static string Build(string version)
    {
        int build = version.IndexOf("(Build ", StringComparison.OrdinalIgnoreCase);
        if (!version.StartsWith("Version ", StringComparison.OrdinalIgnoreCase) || build < 0)
        {
            return Reading.PageText.Safe(version);
        }

        string minor = version[(build + 7)..].TrimEnd(')', ' ');
        return Reading.PageText.Safe($"{version[8..build].Trim()}.{minor}");
    }
}
