using Hindcast.Evidence;

namespace Hindcast.Formats.Artefacts;

/// <summary>One record of an artefact: a module of a configuration, a scheduled task's action, a row of a file listing.</summary>
/// <param name="Shape">Its sort and the names of its fields.</param>
/// <param name="Values">Its values, as many as the shape has fields; "" where it has none. Untrusted.</param>
/// <param name="Time">Its time in UTC, or null when it has none that is sure.</param>
/// <param name="Location">Where it stands.</param>
/// <param name="Raw">Its exact bytes in the file; valid only while the record is handed out.</param>
public sealed record ArtefactRecord(
    ArtefactShape Shape, IReadOnlyList<string> Values, EvidenceTime? Time, SourceLocation Location, ReadOnlyMemory<byte> Raw)
{
    /// <summary>The value of a field by its name (ordinal), or "".</summary>
    /// <param name="name">The name.</param>
    public string Value(string name)
    {
        for (int i = 0; i < Shape.Fields.Count; i++)
        {
            if (Shape.Fields[i] == name)
            {
                return Values[i];
            }
        }

        return "";
    }
}
