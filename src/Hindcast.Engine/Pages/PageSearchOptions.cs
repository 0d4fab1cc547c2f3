using Hindcast.Engine.Yara;
using Hindcast.WebShells;

namespace Hindcast.Engine.Pages;

/// <summary>What <see cref="PageSearch"/> looks through.</summary>
public sealed record PageSearchOptions
{
    /// <summary>Folders, files or archives.</summary>
    public required IReadOnlyList<string> Evidence { get; init; }

    /// <summary>The least verdict that is kept.</summary>
    public PageVerdict Minimum { get; init; } = PageVerdict.LikelyWebShell;

    /// <summary>YARA rules of the user; a file that one of them matches is kept whatever the verdict.</summary>
    public YaraRules? Yara { get; init; }

    /// <summary>Threads that read; 0 for one a core.</summary>
    public int Threads { get; init; }
}
