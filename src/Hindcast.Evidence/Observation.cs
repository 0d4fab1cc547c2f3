namespace Hindcast.Evidence;

/// <summary>A record (or file) that a detection met.</summary>
public sealed record Observation
{
    /// <summary>Claim id within the case: O1, O2 ... in time order; "" until the case is put together.</summary>
    public string Id { get; init; } = "";

    /// <summary>Id of the detection rule.</summary>
    public required string RuleId { get; init; }

    /// <summary>Time of the record; null when it has none that can be read.</summary>
    public EvidenceTime? Time { get; init; }

    /// <summary>Where it stands.</summary>
    public required SourceLocation Location { get; init; }

    /// <summary>SHA-256 (lower-case hex) of the record's exact bytes.</summary>
    public required string RecordSha256 { get; init; }

    /// <summary>The log it is from.</summary>
    public required LogName Log { get; init; }

    /// <summary>The record's fields that are worth showing, in the log's order. Values are untrusted.</summary>
    public required IReadOnlyList<KeyValuePair<string, string>> Fields { get; init; }

    /// <summary>The value of a field by its name (ordinal, ignoring case), or null.</summary>
    public string? Field(string name)
    {
        foreach (KeyValuePair<string, string> field in Fields)
        {
            if (string.Equals(field.Key, name, StringComparison.OrdinalIgnoreCase))
            {
                return field.Value;
            }
        }

        return null;
    }
}
