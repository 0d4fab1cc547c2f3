using Hindcast.Sigma.Yaml;

namespace Hindcast.Sigma;

/// <summary>What rules, correlations and filters have in common. Immutable.</summary>
public sealed record SigmaHeader
{
    /// <summary>The id; where the file states none, <c>text-</c> and a hash of the document's text.</summary>
    public required string Id { get; init; }

    /// <summary>True when the file states the id.</summary>
    public required bool IsIdStated { get; init; }

    /// <summary>The name by which correlations may refer to it; empty when not stated.</summary>
    public string Name { get; init; } = "";

    /// <summary>The title.</summary>
    public required string Title { get; init; }

    /// <summary>stable, test, experimental, deprecated or unsupported; empty when not stated.</summary>
    public string Status { get; init; } = "";

    /// <summary>The level.</summary>
    public SigmaLevel Level { get; init; }

    /// <summary>The description.</summary>
    public string Description { get; init; } = "";

    /// <summary>The author.</summary>
    public string Author { get; init; } = "";

    /// <summary>Date of creation as written.</summary>
    public string Date { get; init; } = "";

    /// <summary>Date of the last change as written.</summary>
    public string Modified { get; init; } = "";

    /// <summary>Tags such as <c>attack.t1190</c>.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>References.</summary>
    public IReadOnlyList<string> References { get; init; } = [];

    /// <summary>Known false positives.</summary>
    public IReadOnlyList<string> FalsePositives { get; init; } = [];

    /// <summary>Fields of interest for people.</summary>
    public IReadOnlyList<string> Fields { get; init; } = [];

    /// <summary>Every top-level key that the specification does not know, as parsed.</summary>
    public IReadOnlyDictionary<string, SigmaNode> CustomFields { get; init; } = new Dictionary<string, SigmaNode>();

    /// <summary>The rule file, below the folder that was loaded.</summary>
    public required string SourceFile { get; init; }

    /// <summary>Line of the document's first key, from 1.</summary>
    public required int SourceLine { get; init; }
}
