namespace Hindcast.Formats.Text;

/// <summary>Where a scanner gets its bytes from: a stretch of a file, or an unpacked archive member.</summary>
public interface ITextBytes
{
    /// <summary>Reads the next bytes in order; 0 at the end. Never throws for damage: the source reports that itself.</summary>
    int Read(Span<byte> buffer);
}
