namespace Hindcast.Formats.Evtx;

/// <summary>
/// The letters of a shape: binary XML without offsets and sizes, as text, so that equal structures are equal strings
/// wherever in a file they stand. Lengths, indexes and types follow a letter as single characters.
/// </summary>
internal static class ShapeOp
{
    /// <summary>Element: dependency (65535: none), name length, name.</summary>
    public const char Element = 'E';

    /// <summary>Attribute: name length, name; its value parts follow.</summary>
    public const char Attribute = 'A';

    /// <summary>The start tag ends; content follows.</summary>
    public const char Content = 'C';

    /// <summary>The start tag ends and so does the element.</summary>
    public const char Empty = 'e';

    /// <summary>The element ends.</summary>
    public const char End = '/';

    /// <summary>Text: length, characters.</summary>
    public const char Text = 'T';

    /// <summary>A value of a type other than text: type, byte count, one character a byte.</summary>
    public const char Constant = 'V';

    /// <summary>Substitution: index.</summary>
    public const char Slot = 'S';

    /// <summary>Substitution that takes its attribute with it when null: index.</summary>
    public const char OptionalSlot = 'O';

    /// <summary>Character reference: the UTF-16 unit.</summary>
    public const char CharacterReference = 'R';

    /// <summary>Entity reference: name length, name.</summary>
    public const char EntityReference = 'N';

    /// <summary>CDATA section: length, characters.</summary>
    public const char CData = 'D';

    /// <summary>Processing instruction: target length, target.</summary>
    public const char InstructionTarget = 'P';

    /// <summary>Its text: length, characters.</summary>
    public const char InstructionText = 'p';
}
