using System.Globalization;
using Hindcast.Engine.Detection;
using Hindcast.Engine.Pipeline;
using Hindcast.Evidence;
using Hindcast.Formats.Archives;

namespace Hindcast.Engine.PageOwners;

/// <summary>
/// Owners of the files of web roots: as file listings tell them, or else as archives and the file system do. The owners of a folder are
/// compared within one of the two, since a copy may be its maker's. Of the second only folders with a page that is not benign are
/// asked for. Not thread-safe.
/// </summary>
internal sealed class PageOwnerTable
{
    /// <summary>Files that are asked for their owner.</summary>
    private const int MaxAsked = 20_000;

    private readonly OwnerFolders _listed = new();
    private readonly OwnerFolders _files = new();

    /// <summary>Collects the owners of an evidence.</summary>
    internal static PageOwnerTable Of(CaseMerge read, EvidenceTree tree)
    {
        PageOwnerTable table = new();
        foreach (ListedOwner row in read.Owners)
        {
            table._listed.Add(row.Path, row.Owner);
        }

        HashSet<string> folders = read.Judged.Select(j => OwnerFolders.FolderOf(j.TargetFilename)).ToHashSet(StringComparer.OrdinalIgnoreCase);
        if (folders.Count == 0)
        {
            return table;
        }

        HashSet<string> own = read.Files.Where(f => f.Log?.Kind == LogKinds.WebRoot).Select(f => f.Path).ToHashSet(StringComparer.Ordinal);
        int asked = 0;
        foreach (EvidenceItem item in tree.Items.Where(i => own.Contains(i.Path)))
        {
            string path = item.OriginalPath ?? item.Path;
            if (asked < MaxAsked && folders.Contains(OwnerFolders.FolderOf(path)))
            {
                asked++;
                table._files.Add(path, item.Owner ?? (item.FullPath is { } disk ? FileOwner.Of(disk) : ""));
            }
        }

        return table;
    }

    /// <summary>The owner of a page that says something about it, or null.</summary>
    /// <param name="path">Its path.</param>
    internal PageOwner? Telling(string path) => new[] { _listed.Of(path), _files.Of(path) }.FirstOrDefault(o => o?.IsOdd is not null || o?.Weight > 0) is { Weight: > 0 } owner ? owner : null;

    /// <summary>An observation of a page of a web root, with what its owner adds; others as they are.</summary>
    internal Observation Tell(Observation observation)
    {
        if (observation.Log.Kind != LogKinds.WebRoot || observation.Field("TargetFilename") is not { } path || Telling(path) is not { } owner)
        {
            return observation;
        }

        List<KeyValuePair<string, string>> fields = [.. observation.Fields];
        int score = fields.FindIndex(f => f.Key == "PageScore");
        if (score >= 0 && int.TryParse(fields[score].Value, NumberStyles.None, CultureInfo.InvariantCulture, out int own))
        {
            fields[score] = new("PageScore", WebShells.PageReport.ScoreWith(own, owner.Weight).ToString(CultureInfo.InvariantCulture));
        }

        fields.Add(new("PageOwner", owner.Words));
        return observation with { Fields = fields };
    }
}
