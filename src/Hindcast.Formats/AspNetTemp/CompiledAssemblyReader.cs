using System.Globalization;
using Hindcast.Evidence;
using Hindcast.Formats.Artefacts;

namespace Hindcast.Formats.AspNetTemp;

/// <summary>Notes that an assembly of compiled pages (App_Web_*.dll) lies below "Temporary ASP.NET Files". The code in it is not read here.</summary>
public sealed class CompiledAssemblyReader : IArtefactReader
{
    private static readonly ArtefactShape Shape = new(CompiledPageReader.TempKind, "assembly", "TargetFilename", "Assembly", "Size");

    /// <inheritdoc/>
    public string Kind => CompiledPageReader.TempKind;

    /// <inheritdoc/>
    public bool Recognises(ArtefactHead head) =>
        head.IsProgram && head.Name.StartsWith("App_", StringComparison.OrdinalIgnoreCase)
        && head.Path.Contains("/Temporary ASP.NET Files/", StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public void Read(ArtefactInput input) => input.Add(new ArtefactRecord(
        Shape,
        [
            input.Path, input.Path[(input.Path.LastIndexOf('\\') + 1)..],
            input.LengthBytes < 0 ? "" : input.LengthBytes.ToString(CultureInfo.InvariantCulture),
        ],
        null, new SourceLocation(input.File), default));
}
