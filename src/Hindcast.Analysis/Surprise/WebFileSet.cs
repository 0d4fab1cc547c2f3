using System.Globalization;
using System.Text;

namespace Hindcast.Analysis.Surprise;

/// <summary>
/// The pages of the web roots, and which of them nothing explains: no table of known files, and no page beside it that begins
/// alike. A copied file tells no day, so a page is judged on the day on which the logs first show it.
/// </summary>
internal sealed class WebFileSet
{
    internal const int MaxFiles = 20_000;
    private const int BeginningChars = 48;

    private readonly SortedDictionary<string, WebFile> _files = new(StringComparer.Ordinal);

    /// <summary>True when there were more than are kept.</summary>
    internal bool IsCut { get; private set; }

    /// <summary>The start of a page without what differs among pages of one maker.</summary>
    internal static string BeginningOf(ReadOnlySpan<byte> content)
    {
        StringBuilder beginning = new();
        bool wasBlank = true, wasNumber = false;
        foreach (byte value in content[..Math.Min(content.Length, 4 * BeginningChars)])
        {
            char letter = char.ToLowerInvariant((char)value);
            bool isBlank = letter is ' ' or '\t' or '\r' or '\n' or '\uFEFF';
            bool isNumber = char.IsAsciiDigit(letter) || (wasNumber && letter == '.');
            if (!(isBlank && wasBlank) && !(isNumber && wasNumber) && beginning.Length < BeginningChars)
            {
                beginning.Append(isBlank ? ' ' : isNumber ? '#' : letter);
            }

            (wasBlank, wasNumber) = (isBlank, isNumber);
        }

        return beginning.ToString();
    }

    internal void Add(WebFile file)
    {
        if (_files.Count < MaxFiles)
        {
            _files.TryAdd(PathShape.Of(Encoding.UTF8.GetBytes(file.Address)), file);
        }
        else
        {
            IsCut = true;
        }
    }

    /// <summary>The page of a path when nothing explains it, with why in words; null for none or one that is explained.</summary>
    internal (WebFile File, string Why)? Unexplained(string shape)
    {
        if (!_files.TryGetValue(shape, out WebFile? file) || file.IsKnown == true)
        {
            return null;
        }

        string folder = FolderOf(file.Address);
        WebFile[] beside = [.. _files.Values.Where(f => !ReferenceEquals(f, file) && FolderOf(f.Address) == folder)];
        return beside.Any(f => f.Beginning == file.Beginning) ? null
            : (file, string.Create(
                CultureInfo.InvariantCulture,
                $"{(file.IsKnown == false ? "no table of known files holds it, " : "")}{(beside.Length == 0 ? "no other page lies beside it" : $"none of {beside.Length} pages beside it begins as it does")}"));
    }

    private static string FolderOf(string address) => address[..(address.LastIndexOf('/') + 1)];
}
