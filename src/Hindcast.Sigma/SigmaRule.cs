using Hindcast.Sigma.Conditions;
using Hindcast.Sigma.Detections;
using Hindcast.Sigma.Matching;
using Hindcast.Sigma.Yaml;

namespace Hindcast.Sigma;

/// <summary>A loaded detection rule. Immutable and safe on all threads.</summary>
public sealed class SigmaRule
{
    internal SigmaRule(
        SigmaHeader header, SigmaLogSource logSource, IReadOnlyList<SigmaDetection> detections, SigmaCondition condition)
    {
        Header = header;
        LogSource = logSource;
        Detections = detections;
        Condition = condition;
    }

    /// <summary>Everything that describes the rule.</summary>
    public SigmaHeader Header { get; }

    /// <inheritdoc cref="SigmaHeader.Id"/>
    public string Id => Header.Id;

    /// <inheritdoc cref="SigmaHeader.Name"/>
    public string Name => Header.Name;

    /// <inheritdoc cref="SigmaHeader.Title"/>
    public string Title => Header.Title;

    /// <inheritdoc cref="SigmaHeader.Status"/>
    public string Status => Header.Status;

    /// <inheritdoc cref="SigmaHeader.Level"/>
    public SigmaLevel Level => Header.Level;

    /// <inheritdoc cref="SigmaHeader.Description"/>
    public string Description => Header.Description;

    /// <inheritdoc cref="SigmaHeader.Tags"/>
    public IReadOnlyList<string> Tags => Header.Tags;

    /// <inheritdoc cref="SigmaHeader.References"/>
    public IReadOnlyList<string> References => Header.References;

    /// <inheritdoc cref="SigmaHeader.FalsePositives"/>
    public IReadOnlyList<string> FalsePositives => Header.FalsePositives;

    /// <inheritdoc cref="SigmaHeader.Fields"/>
    public IReadOnlyList<string> Fields => Header.Fields;

    /// <inheritdoc cref="SigmaHeader.CustomFields"/>
    public IReadOnlyDictionary<string, SigmaNode> CustomFields => Header.CustomFields;

    /// <inheritdoc cref="SigmaHeader.SourceFile"/>
    public string SourceFile => Header.SourceFile;

    /// <inheritdoc cref="SigmaHeader.SourceLine"/>
    public int SourceLine => Header.SourceLine;

    /// <summary>Where the events of this rule come from.</summary>
    public SigmaLogSource LogSource { get; }

    /// <summary>The named searches.</summary>
    public IReadOnlyList<SigmaDetection> Detections { get; }

    /// <summary>The condition over them; a list of conditions is joined by OR.</summary>
    public SigmaCondition Condition { get; }

    /// <summary>
    /// True for a rule whose condition ends in an old aggregation: its matches count only for the correlation with the
    /// same id, and are not shown by themselves.
    /// </summary>
    public bool IsPartOfAggregation { get; private init; }

    /// <summary>
    /// A set of texts such that no event can match unless one of them occurs, ignoring case, in the raw text of its
    /// record: for filtering raw logs before they are parsed. Chosen to be as long as possible.
    /// </summary>
    /// <param name="options">Which characters raw text may write differently, and which fields are no part of it.</param>
    /// <returns>The texts, or null when there is no such set.</returns>
    public IReadOnlyList<string>? RequiredLiterals(SigmaLiteralOptions? options = null) =>
        SigmaRequiredLiterals.Of(this, options ?? SigmaLiteralOptions.Default);

    internal SigmaRule AsPartOfAggregation() => new(Header, LogSource, Detections, Condition) { IsPartOfAggregation = true };

    internal SigmaRule With(IReadOnlyList<SigmaDetection> detections, SigmaCondition condition) =>
        new(Header, LogSource, detections, condition) { IsPartOfAggregation = IsPartOfAggregation };

    /// <inheritdoc/>
    public override string ToString() => $"{Title} ({Id})";
}
