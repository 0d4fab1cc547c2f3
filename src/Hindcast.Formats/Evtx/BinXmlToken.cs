namespace Hindcast.Formats.Evtx;

/// <summary>Binary XML tokens (MS-EVEN6 2.2.12) without <see cref="More"/>.</summary>
internal static class BinXmlToken
{
    /// <summary>Flag on some tokens: an attribute list, or more of the same, follows.</summary>
    public const byte More = 0x40;

    public const byte EndOfFragment = 0x00;
    public const byte OpenStartElement = 0x01;
    public const byte CloseStartElement = 0x02;
    public const byte CloseEmptyElement = 0x03;
    public const byte EndElement = 0x04;
    public const byte Value = 0x05;
    public const byte Attribute = 0x06;
    public const byte CData = 0x07;
    public const byte CharacterReference = 0x08;
    public const byte EntityReference = 0x09;
    public const byte InstructionTarget = 0x0A;
    public const byte InstructionText = 0x0B;
    public const byte TemplateInstance = 0x0C;
    public const byte NormalSubstitution = 0x0D;
    public const byte OptionalSubstitution = 0x0E;
    public const byte FragmentHeader = 0x0F;
}
