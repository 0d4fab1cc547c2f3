namespace Hindcast.Formats.Text;

/// <summary>
/// A stretch of a text log that one thread reads: the lines that start in [<see cref="StartBytes"/>,
/// <see cref="StopBytes"/>).
/// </summary>
/// <param name="File">The evidence file's path, for locations.</param>
/// <param name="Header">The header that holds at the start. For a unit in mid-file this is a guess until the unit before
/// it is read; see <see cref="TextUnitResult.HeaderAtEnd"/>.</param>
/// <param name="StartBytes">Offset of the first byte.</param>
/// <param name="StopBytes">Lines that start here or later belong to the next unit.</param>
/// <param name="StartsInLine">True when the start was chosen without looking: the line that runs over it belongs to the
/// unit before.</param>
/// <param name="IsUtf16">True when the bytes come through <see cref="Utf16Bytes"/>; offsets are then counted in the
/// original.</param>
public sealed record TextUnit(
    string File, LogHeader Header, long StartBytes, long StopBytes, bool StartsInLine, bool IsUtf16);
