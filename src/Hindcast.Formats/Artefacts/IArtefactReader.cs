namespace Hindcast.Formats.Artefacts;

/// <summary>
/// Reads one format of artefact. Stateless and thread-safe. To add a format: implement this, name it in
/// <see cref="ArtefactFormats.All"/>, and give it a log source in artefacts.yml.
/// </summary>
public interface IArtefactReader
{
    /// <summary>Format id of the records that it makes.</summary>
    string Kind { get; }

    /// <summary>True when a file is of this format, by its content where that tells, else by its name.</summary>
    /// <param name="head">Start and name of the file.</param>
    bool Recognises(ArtefactHead head);

    /// <summary>Reads a file. Never throws for what the file holds: trouble is noted in <paramref name="input"/>.</summary>
    /// <param name="input">The file; takes records, builds and diagnostics.</param>
    void Read(ArtefactInput input);
}
