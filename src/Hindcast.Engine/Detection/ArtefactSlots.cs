using System.Globalization;
using System.Runtime.CompilerServices;
using Hindcast.Engine.KnownGood;
using Hindcast.Engine.Pipeline;
using Hindcast.Formats.Artefacts;
using Hindcast.Formats.Listings;
using Hindcast.Sigma.Compilation;

namespace Hindcast.Engine.Detection;

/// <summary>
/// An artefact's record as rules see it: its fields by their names, <c>Log</c> for its format and <c>Item</c> for what it is
/// in that format. Serves one thread.
/// </summary>
internal sealed class ArtefactSlots(SigmaPlan plan) : ISigmaSlots
{
    private readonly ConditionalWeakTable<ArtefactShape, SigmaShapePlan> _shapes = [];
    private ArtefactRecord _record = null!;

    /// <inheritdoc/>
    public int KeywordTextCount => _record.Values.Count;

    /// <summary>Takes a record.</summary>
    /// <returns>The plan of its shape.</returns>
    internal SigmaShapePlan Bind(ArtefactRecord record)
    {
        _record = record;
        if (!_shapes.TryGetValue(record.Shape, out SigmaShapePlan? shape))
        {
            List<KeyValuePair<string, string>> constants = record.Shape.Event is { } source
                ? [new("Channel", source.Channel), new("Provider_Name", source.Provider), new("EventID", source.EventId.ToString(CultureInfo.InvariantCulture))]
                : [new("Log", LogKinds.MappingName(record.Shape.Kind))];
            if (record.Shape.Item.Length > 0)
            {
                constants.Add(new("Item", record.Shape.Item));
            }

            shape = plan.ForShape(new SigmaEventShape(constants, record.Shape.Fields));
            _shapes.Add(record.Shape, shape);
        }

        return shape;
    }

    /// <summary>A row of a file listing as the file of a web root that it tells of; null when it is none.</summary>
    internal static WebRootSlots? AsWebRootFile(ArtefactRecord record, KnownGoodTable? known)
    {
        if (!ReferenceEquals(record.Shape, FileListing.Shape) || record.Value("Type") != "file")
        {
            return null;
        }

        string path = record.Value("TargetFilename"), sha256 = record.Value("SHA256");
        return LogLikeNames.IsInWebRoot(path) ? new WebRootSlots(path, sha256, record.Value("Size"), "", known: known?.Judge(path, sha256), owner: record.Value("Owner")) : null;
    }

    /// <inheritdoc/>
    public bool TryGet(int slot, out ReadOnlySpan<char> value)
    {
        value = _record.Values[slot];
        return true;
    }

    /// <inheritdoc/>
    public ReadOnlySpan<char> GetKeywordText(int index) => _record.Values[index];
}
