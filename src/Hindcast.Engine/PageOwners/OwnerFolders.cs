using Hindcast.Engine.Pipeline;

namespace Hindcast.Engine.PageOwners;

/// <summary>
/// Owners of the files of web roots, by folder. Paths are compared from the web root on and without case. Asking costs the same
/// however many files a folder has. Not thread-safe.
/// </summary>
internal sealed class OwnerFolders
{
    private readonly Dictionary<string, Folder> _folders = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Notes the owner of a file; the first that is told holds.</summary>
    internal void Add(string path, string owner)
    {
        (string folder, string name) = Cut(path);
        if (owner.Length == 0 || name.Length == 0)
        {
            return;
        }

        if (!_folders.TryGetValue(folder, out Folder? files))
        {
            _folders.Add(folder, files = new Folder());
        }

        files.Add(name, owner);
    }

    /// <summary>The owner of a page and of its neighbours; null when its owner is not told.</summary>
    internal PageOwner? Of(string path)
    {
        (string folder, string name) = Cut(path);
        return _folders.TryGetValue(folder, out Folder? files) ? files.Of(name) : null;
    }

    /// <summary>The folder of a file from the web root on.</summary>
    internal static string FolderOf(string path) => Cut(path).Folder;

    private static (string Folder, string Name) Cut(string path)
    {
        string below = LogLikeNames.BelowWebRoot(path);
        int slash = below.LastIndexOf('/');
        return (below[..(slash + 1)], below[(slash + 1)..]);
    }

    private sealed class Folder
    {
        private readonly Dictionary<string, string> _owners = new(StringComparer.OrdinalIgnoreCase);
        private readonly Dictionary<string, int> _files = new(StringComparer.OrdinalIgnoreCase);
        private (string Owner, int Files)[]? _most;

        internal void Add(string name, string owner)
        {
            if (_owners.TryAdd(name, owner))
            {
                _files[owner] = _files.GetValueOrDefault(owner) + 1;
                _most = null;
            }
        }

        internal PageOwner? Of(string name)
        {
            if (!_owners.TryGetValue(name, out string? own))
            {
                return null;
            }

            // Without the page itself its owner has one file less, so that one of the first two comes first.
            _most ??= [.. _files.Select(f => (f.Key, f.Value)).OrderByDescending(f => f.Value).ThenBy(f => f.Key, StringComparer.Ordinal).Take(2)];
            (string usual, int files) = _most.Select(m => (m.Owner, Files: m.Files - (m.Owner.Equals(own, StringComparison.OrdinalIgnoreCase) ? 1 : 0)))
                .OrderByDescending(m => m.Files).ThenBy(m => m.Owner, StringComparer.Ordinal).First();
            return new PageOwner(own, _owners.Count - 1, files > 0 ? usual : "", files);
        }
    }
}
