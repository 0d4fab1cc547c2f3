using System.Buffers;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Hindcast.Sigma.Loading;

/// <summary>
/// Loads Sigma rules, correlations and filters from text or a folder. A document that cannot be loaded is reported with
/// file, line and column and never stops the rest. Stateless; the result does not depend on the number of threads.
/// </summary>
public static class SigmaLoader
{
    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    /// <summary>Loads every <c>.yml</c> and <c>.yaml</c> file below a folder.</summary>
    /// <param name="folder">The folder; links are not followed.</param>
    /// <param name="options">Placeholders and limits; null for the defaults.</param>
    /// <param name="cancel">Ends the reading early by an exception.</param>
    /// <exception cref="DirectoryNotFoundException">The folder is not there.</exception>
    public static SigmaLoadResult LoadFolder(string folder, SigmaLoadOptions? options = null, CancellationToken cancel = default)
    {
        options ??= SigmaLoadOptions.Default;
        EnumerationOptions walk = new()
        {
            RecurseSubdirectories = true,
            AttributesToSkip = FileAttributes.ReparsePoint,
            MaxRecursionDepth = 32,
            IgnoreInaccessible = false,
        };
        string[] files = [.. Directory.EnumerateFiles(folder, "*", walk)
            .Where(f => f.EndsWith(".yml", StringComparison.OrdinalIgnoreCase) || f.EndsWith(".yaml", StringComparison.OrdinalIgnoreCase))
            .Take(options.MaxFiles + 1)];
        List<SigmaProblem> problems = [];
        if (files.Length > options.MaxFiles)
        {
            files = files[..options.MaxFiles];
            problems.Add(SigmaDocument.Problem(
                SigmaDiagnostics.LimitExceeded, folder, 0, 0, "more rule files than the limit", $"at most {options.MaxFiles}", "", ""));
        }

        (string Name, string Path)[] named = [.. files
            .Select(f => (Path.GetRelativePath(folder, f).Replace('\\', '/'), f))
            .OrderBy(f => f.Item1, StringComparer.Ordinal)];
        int all = named.Length;
        named = options.IsOther is { } isOther ? [.. named.Where(f => !isOther(f.Name))] : named;
        SigmaFileContent[] contents = new SigmaFileContent[named.Length];
        ParallelOptions parallel = new() { MaxDegreeOfParallelism = options.Parallelism, CancellationToken = cancel };
        Parallel.For(0, named.Length, parallel, i => contents[i] = ReadFile(named[i].Name, named[i].Path, options));
        return SigmaRuleSet.Assemble(contents, problems, all - named.Length);
    }

    /// <summary>Loads one rule file.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="options">Placeholders and limits; null for the defaults.</param>
    public static SigmaLoadResult LoadFile(string path, SigmaLoadOptions? options = null) =>
        SigmaRuleSet.Assemble([ReadFile(Path.GetFileName(path), path, options ?? SigmaLoadOptions.Default)], []);

    /// <summary>Loads the text of one rule file.</summary>
    /// <param name="text">The text; may hold several documents.</param>
    /// <param name="fileName">The name to show in diagnostics.</param>
    /// <param name="options">Placeholders and limits; null for the defaults.</param>
    public static SigmaLoadResult LoadText(string text, string fileName, SigmaLoadOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(fileName);
        return LoadTexts([(fileName, text)], options);
    }

    /// <summary>Loads the texts of several rule files, so that they can refer to each other.</summary>
    /// <param name="files">Names and texts.</param>
    /// <param name="options">Placeholders and limits; null for the defaults.</param>
    public static SigmaLoadResult LoadTexts(IEnumerable<(string FileName, string Text)> files, SigmaLoadOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(files);
        return SigmaRuleSet.Assemble(
            [.. files.Select(f => SigmaFileReader.Read(f.FileName, f.Text, options ?? SigmaLoadOptions.Default))], []);
    }

    private static SigmaFileContent ReadFile(string name, string path, SigmaLoadOptions options)
    {
        try
        {
            using SafeFileHandle file = File.OpenHandle(path);
            long length = RandomAccess.GetLength(file);
            return length > options.MaxFileBytes
                ? SigmaFileContent.Failed(SigmaDocument.Problem(
                    SigmaDiagnostics.LimitExceeded, name, 0, 0, $"{length} bytes", $"at most {options.MaxFileBytes} bytes", "", ""))
                : SigmaFileReader.Read(name, ReadText(file, (int)length), options);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or DecoderFallbackException)
        {
            return SigmaFileContent.Failed(SigmaDocument.Problem(
                SigmaDiagnostics.FileUnreadable, name, 0, 0, e is DecoderFallbackException ? "bytes that are not UTF-8" : e.GetType().Name, "a readable UTF-8 file", "", ""));
        }
    }

    /// <summary>The text of a file: UTF-8, or what a byte order mark says.</summary>
    private static string ReadText(SafeFileHandle file, int length)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            int count = 0;
            while (count < length && RandomAccess.Read(file, buffer.AsSpan(count, length - count), count) is int read and > 0)
            {
                count += read;
            }

            ReadOnlySpan<byte> bytes = buffer.AsSpan(0, count);
            if (bytes is [0xFE, 0xFF, ..] or [0xFF, 0xFE, ..] or [0, 0, 0xFE, 0xFF, ..])
            {
                using StreamReader reader = new(new MemoryStream(buffer, 0, count), StrictUtf8);
                return reader.ReadToEnd();
            }

            return StrictUtf8.GetString(bytes.StartsWith(Encoding.UTF8.Preamble) ? bytes[Encoding.UTF8.Preamble.Length..] : bytes);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
