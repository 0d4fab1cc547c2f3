using Hindcast.Evidence;
using Hindcast.Sigma;

namespace Hindcast.Engine.Hunting;

/// <summary>A record that a rule met, or what a correlation found. Everything that comes from the record is untrusted.</summary>
public sealed record HuntMatch
{
    /// <summary>Time of the record; null when it has none that can be read. For a correlation the time of its last match.</summary>
    public EvidenceTime? Time { get; init; }

    /// <summary>The rule or correlation.</summary>
    public required SigmaHeader Rule { get; init; }

    /// <summary>True for what a correlation found.</summary>
    public bool IsCorrelation { get; init; }

    /// <summary>The event log's channel, or the text log as <see cref="LogName"/> writes it.</summary>
    public required string Log { get; init; }

    /// <summary>The event's id; "" outside event logs.</summary>
    public string EventId { get; init; } = "";

    /// <summary>The computer that the record names; "" when it names none.</summary>
    public string Computer { get; init; } = "";

    /// <summary>Where the record stands; for a correlation its last record.</summary>
    public required SourceLocation Location { get; init; }

    /// <summary>The record's fields that are worth showing, in the log's order.</summary>
    public required IReadOnlyList<KeyValuePair<string, string>> Fields { get; init; }

    /// <summary>How much memory the fields take.</summary>
    internal int FieldsBytes => Fields is HuntFields fields ? fields.LengthBytes : Fields.Sum(f => f.Key.Length + f.Value.Length);
}
