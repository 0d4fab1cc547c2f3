using Hindcast.Evidence;

namespace Hindcast.Engine.Packs;

/// <summary>Files of products by hash, and the names of those whose version is the product's build. Immutable.</summary>
public sealed class ProductFiles
{
    /// <summary>None known.</summary>
    public static readonly ProductFiles None = new([]);

    private readonly Dictionary<string, ProductFile> _byHash;
    private readonly HashSet<string> _names;

    /// <summary>Makes a table; of several rows with one hash the first counts.</summary>
    public ProductFiles(IReadOnlyList<ProductFile> files)
    {
        _byHash = files.DistinctBy(f => f.Sha256, StringComparer.Ordinal).ToDictionary(f => f.Sha256, StringComparer.Ordinal);
        _names = new HashSet<string>(files.Select(f => f.Name), StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>The build of a file, by its hash, or else by its own version; null when neither tells.</summary>
    /// <param name="path">Path or name of the file, in any form. Untrusted.</param>
    /// <param name="sha256">Its hash in any case, or "".</param>
    /// <param name="version">Its version, or "".</param>
    public BuildNumber? BuildOf(string path, string sha256, string version)
    {
        if (_byHash.TryGetValue(sha256.ToLowerInvariant(), out ProductFile? file) && file.Build is { } build)
        {
            return build;
        }

        return _names.Contains(path[(path.LastIndexOfAny(['\\', '/']) + 1)..]) && BuildNumber.TryParse(version, out BuildNumber own) ? own : null;
    }
}
