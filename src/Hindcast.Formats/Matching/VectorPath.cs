namespace Hindcast.Formats.Matching;

/// <summary>
/// The width of vectors that a scanner works with. All paths give the same answers; a narrower one than the machine
/// offers is chosen only to test it or to measure it.
/// </summary>
public enum VectorPath
{
    /// <summary>Byte by byte: machines without vectors.</summary>
    Scalar = 0,

    /// <summary>16 bytes at a time: SSSE3, ARM.</summary>
    Vector128 = 1,

    /// <summary>32 bytes at a time: AVX2.</summary>
    Vector256 = 2,
}
