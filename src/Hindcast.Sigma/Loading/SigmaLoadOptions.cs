namespace Hindcast.Sigma.Loading;

/// <summary>What the loader needs besides the files: values for placeholders, and limits for hostile rule files. Immutable.</summary>
public sealed record SigmaLoadOptions
{
    /// <summary>The defaults.</summary>
    public static SigmaLoadOptions Default { get; } = new();

    /// <summary>Values of placeholders by name without the percent signs, for the <c>expand</c> modifier.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Placeholders { get; init; } =
        new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>Largest rule file in bytes.</summary>
    public int MaxFileBytes { get; init; } = 4 << 20;

    /// <summary>Deepest nesting of YAML.</summary>
    public int MaxDepth { get; init; } = 64;

    /// <summary>Most YAML nodes in one document, each alias counted as often as it is used.</summary>
    public int MaxNodes { get; init; } = 100_000;

    /// <summary>Most variants that one value may expand to (windash, placeholders, base64offset).</summary>
    public int MaxVariants { get; init; } = 3_125;

    /// <summary>Most rule files in a folder.</summary>
    public int MaxFiles { get; init; } = 100_000;

    /// <summary>Deepest nesting of brackets in a condition.</summary>
    public int MaxConditionDepth { get; init; } = 64;

    /// <summary>
    /// Longest time for one regular expression on one value, where the linear-time engine cannot run it. Far above what an
    /// honest value takes, so that a busy machine does not change what matches.
    /// </summary>
    public TimeSpan RegexTimeout { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Says of a file of a folder, by its path below that with <c>/</c>, that it is known to be something else than rules. It is
    /// not read, and counted (<see cref="SigmaLoadResult.OtherFileCount"/>). Null when every file has to be rules.
    /// </summary>
    public Func<string, bool>? IsOther { get; init; }

    /// <summary>How many files are read at once.</summary>
    public int Parallelism { get; init; } = Environment.ProcessorCount;
}
