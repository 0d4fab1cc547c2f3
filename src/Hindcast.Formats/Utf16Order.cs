namespace Hindcast.Formats;

/// <summary>Byte order of UTF-16 text.</summary>
public enum Utf16Order : byte
{
    /// <summary>The text is not UTF-16.</summary>
    None,

    /// <summary>Low byte first, as Windows writes it.</summary>
    LittleEndian,

    /// <summary>High byte first.</summary>
    BigEndian,
}
