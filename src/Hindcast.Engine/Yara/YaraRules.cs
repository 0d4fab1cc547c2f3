using Hindcast.Evidence;

namespace Hindcast.Engine.Yara;

/// <summary>
/// YARA rules of the user, compiled by the libyara that is installed; Hindcast brings neither. Thread-safe; <see cref="YaraScan"/> is for
/// one thread.
/// </summary>
/// <remarks>libyara is C code that reads hostile files: who wants none of it in the process does not ask for it.</remarks>
public sealed class YaraRules : IDisposable
{
    private readonly YaraNative _library;
    private nint _rules;

    private YaraRules(YaraNative library, nint rules, int files)
    {
        _library = library;
        _rules = rules;
        Files = files;
    }

    /// <summary>Files of rules that compiled.</summary>
    public int Files { get; }

    /// <summary>
    /// Compiles a file of rules, or all files <c>*.yar</c> and <c>*.yara</c> below a folder. Each file is a name space of its own; one that does
    /// not compile is a diagnostic and does not stop the rest.
    /// </summary>
    /// <param name="path">File or folder.</param>
    /// <param name="diagnostics">Takes trouble.</param>
    /// <param name="problem">Why there are no rules, in words for the user; empty when there are.</param>
    /// <returns>The rules; null when libyara is absent, nothing compiled, or the path cannot be read.</returns>
    public static YaraRules? Load(string path, ICollection<Diagnostic> diagnostics, out string problem)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(diagnostics);
        if (YaraNative.Get(out problem) is not { } library)
        {
            return null;
        }

        List<(string Space, string Text)> good = [];
        try
        {
            foreach (string file in RuleFiles(path))
            {
                (string Space, string Text) one = (Directory.Exists(path) ? Path.GetRelativePath(path, file).Replace('\\', '/') : Path.GetFileName(file), File.ReadAllText(file));
                if (YaraCompilation.TryCompile(library, [one], out nint alone, out string why))
                {
                    library.RulesDestroy(alone);
                    good.Add(one);
                }
                else
                {
                    diagnostics.Add(YaraDiagnostics.NotCompiled.At(new SourceLocation(one.Space), why, "rules that libyara takes"));
                }
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            problem = $"YARA rules cannot be read: {error.Message}";
            return null;
        }

        if (good.Count == 0)
        {
            problem = $"no file of YARA rules that compiles in {path}";
            return null;
        }

        return YaraCompilation.TryCompile(library, good, out nint rules, out problem) ? new YaraRules(library, rules, good.Count) : null;
    }

    /// <summary>A scan for one thread. It must be disposed of before the rules.</summary>
    public YaraScan NewScan()
    {
        ObjectDisposedException.ThrowIf(_rules == 0, this);
        return new YaraScan(_library, _rules);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_rules != 0)
        {
            _library.RulesDestroy(_rules);
            _rules = 0;
        }
    }

    private static IEnumerable<string> RuleFiles(string path) => !Directory.Exists(path)
        ? [path]
        : Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories)
            .Where(f => f.EndsWith(".yar", StringComparison.OrdinalIgnoreCase) || f.EndsWith(".yara", StringComparison.OrdinalIgnoreCase))
            .Order(StringComparer.Ordinal);
}
