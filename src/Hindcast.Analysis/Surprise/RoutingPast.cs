namespace Hindcast.Analysis.Surprise;

/// <summary>By what, and to which named hosts, requests were routed on the days before.</summary>
internal sealed class RoutingPast
{
    private const int MaxDifferent = 64, MaxHosts = 256, MaxFolders = 1 << 14;

    private readonly Dictionary<string, FolderRoutes> _folders = new(StringComparer.Ordinal);

    internal long Rows { get; private set; }

    internal SortedSet<string> Hosts { get; } = new(StringComparer.Ordinal);

    /// <summary>More hosts than are told apart: a new one says nothing.</summary>
    internal bool HasManyHosts => Hosts.Count >= MaxHosts;

    internal FolderRoutes? Of(string folder) => _folders.GetValueOrDefault(folder);

    internal void Take(RouteTrace route)
    {
        if (!_folders.TryGetValue(route.Folder, out FolderRoutes? folder))
        {
            if (_folders.Count >= MaxFolders)
            {
                return;
            }

            _folders.Add(route.Folder, folder = new FolderRoutes());
        }

        Rows += route.Count;
        folder.Rows += route.Count;
        if (!folder.HasManyHints)
        {
            folder.Hints.Add(route.Hint);
        }

        if (route.Host.Length > 0 && !HasManyHosts)
        {
            Hosts.Add(route.Host);
        }
    }

    /// <summary>Routed requests below one first folder.</summary>
    internal sealed class FolderRoutes
    {
        internal long Rows { get; set; }

        internal SortedSet<string> Hints { get; } = new(StringComparer.Ordinal);

        internal bool HasManyHints => Hints.Count >= MaxDifferent;
    }
}
