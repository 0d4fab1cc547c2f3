using Hindcast.Formats.Artefacts;

namespace Hindcast.Formats.AspNetTemp;

/// <summary>
/// Reads the <c>*.compiled</c> files below "Temporary ASP.NET Files": each says that a page was compiled, which is to say
/// requested, and names it even when the page itself is gone.
/// </summary>
public sealed class CompiledPageReader : IArtefactReader
{
    /// <summary>Format id.</summary>
    public const string TempKind = "aspnet-temporary";

    private const int MaxSources = 20;

    private static readonly ArtefactShape Shape = new(TempKind, "page", "VirtualPath", "Assembly", "Type", "Sources", "Hash", "TargetFilename");

    /// <inheritdoc/>
    public string Kind => TempKind;

    /// <inheritdoc/>
    public bool Recognises(ArtefactHead head) => head.RootElement == "preserve" && head.Holds("virtualPath=");

    /// <inheritdoc/>
    public void Read(ArtefactInput input)
    {
        XmlArtefact xml = XmlArtefact.Read(input);
        if (xml.Root is { } page)
        {
            IEnumerable<string> sources = page.All().Where(p => p.Is("filedep")).Take(MaxSources).Select(p => p["name"]);
            input.Add(xml.Record(
                Shape, xml.Locate(page), null,
                page["virtualPath"], page["assembly"], page["type"], string.Join("; ", sources), page["filehash"], input.Path));
        }
    }
}
