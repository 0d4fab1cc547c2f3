using Hindcast.Sigma.Loading;

namespace Hindcast.Engine.Packs;

/// <summary>
/// Loads rules that a user names. Among them may be campaign packs, whose other files (pack.yml, actors, duties) are YAML and no
/// rules: they are counted as skipped and not taken for broken rules.
/// </summary>
public static class RuleFolder
{
    private const int MaxManifestBytes = 1 << 20;

    /// <summary>Loads a folder, or one rule file.</summary>
    /// <param name="path">The folder or file.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <exception cref="IOException">The folder cannot be listed.</exception>
    public static SigmaLoadResult Load(string path, CancellationToken cancellation = default)
    {
        if (!Directory.Exists(path))
        {
            return SigmaLoader.LoadFile(path);
        }

        Dictionary<string, bool> packs = new(StringComparer.Ordinal);
        return SigmaLoader.LoadFolder(path, new SigmaLoadOptions { IsOther = file => IsPackFile(path, file, packs) }, cancellation);
    }

    /// <summary>True for a file of a pack that does not lie in its rules, and for the duties and products beside packs.</summary>
    private static bool IsPackFile(string root, string file, Dictionary<string, bool> packs)
    {
        string[] parts = file.Split('/');
        for (int depth = 0; depth < parts.Length; depth++)
        {
            string folder = Path.Combine([root, .. parts[..depth]]);
            if (IsPack(folder, packs))
            {
                return parts[depth] != "rules" || depth == parts.Length - 1;
            }

            if (depth < parts.Length - 1 && parts[depth] is "duties" or "products" && Directory.EnumerateDirectories(folder).Any(f => IsPack(f, packs)))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsPack(string folder, Dictionary<string, bool> packs)
    {
        if (!packs.TryGetValue(folder, out bool isPack))
        {
            packs[folder] = isPack = IsManifest(Path.Combine(folder, "pack.yml"));
        }

        return isPack;
    }

    /// <summary>True for the text of a pack, by keys at the start of a line; a rule that is merely called pack.yml has others.</summary>
    private static bool IsManifest(string path)
    {
        if (new FileInfo(path) is not { Exists: true, LinkTarget: null, Length: <= MaxManifestBytes })
        {
            return false;
        }

        string[] keys = [.. File.ReadLines(path).Select(l => l.Split(':')[0])];
        return keys.Contains("schema") && keys.Contains("id") && !keys.Contains("detection") && !keys.Contains("logsource") && !keys.Contains("correlation");
    }
}
