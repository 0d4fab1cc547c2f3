namespace Hindcast.Formats.Artefacts;

/// <summary>One line of a text artefact.</summary>
/// <param name="Text">The line without its end.</param>
/// <param name="Location">Where it stands.</param>
/// <param name="Raw">Its exact bytes; valid until the next line is asked for.</param>
public readonly record struct ArtefactLine(string Text, Evidence.SourceLocation Location, ReadOnlyMemory<byte> Raw);
