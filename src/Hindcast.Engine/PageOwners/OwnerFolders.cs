using Hindcast.Engine.Pipeline;

namespace Hindcast.Engine.PageOwners;

/// <summary>Owners of the files of web roots, by folder. Paths are compared from the web root on and without case. Not thread-safe.</summary>
internal sealed class OwnerFolders
{
    private readonly Dictionary<string, Dictionary<string, string>> _folders = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Notes the owner of a file; the first that is told holds.</summary>
    internal void Add(string path, string owner)
    {
        (string folder, string name) = Cut(path);
        if (owner.Length == 0 || name.Length == 0)
        {
            return;
        }

        if (!_folders.TryGetValue(folder, out Dictionary<string, string>? files))
        {
            _folders.Add(folder, files = new(StringComparer.OrdinalIgnoreCase));
        }

        files.TryAdd(name, owner);
    }

    /// <summary>The owner of a page and of its neighbours; null when its owner is not told.</summary>
    internal PageOwner? Of(string path)
    {
        (string folder, string name) = Cut(path);
        if (!_folders.TryGetValue(folder, out Dictionary<string, string>? files) || !files.TryGetValue(name, out string? own))
        {
            return null;
        }

        var usual = files.Where(f => !f.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).GroupBy(f => f.Value, StringComparer.OrdinalIgnoreCase)
            .Select(g => (Owner: g.Select(f => f.Value).Min(StringComparer.Ordinal)!, Files: g.Count())).OrderByDescending(g => g.Files).ThenBy(g => g.Owner, StringComparer.Ordinal).FirstOrDefault();
        return new PageOwner(own, files.Count - 1, usual.Owner ?? "", usual.Files);
    }

    /// <summary>The folder of a file from the web root on.</summary>
    internal static string FolderOf(string path) => Cut(path).Folder;

    private static (string Folder, string Name) Cut(string path)
    {
        string below = LogLikeNames.BelowWebRoot(path);
        int slash = below.LastIndexOf('/');
        return (below[..(slash + 1)], below[(slash + 1)..]);
    }
}
