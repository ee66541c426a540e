import Workflow

/// One value under the rules of the people's list, for values that come from elsewhere and shall stand in such a list.
public enum IdentifierValue {
  /// What a subject file would keep of `value`; `nil` where it would refuse it: blank, placeholder, control characters,
  /// too long, not UTF-8, or not of the kind's form.
  public static func normalised(_ value: UnsafeBufferPointer<UInt8>, _ kind: IdentifierKind) -> [UInt8]? {
    let control = value.contains { $0 < 0x20 && $0 != 9 || $0 == 0x7f }
    return switch IdentifierIntake.judge(value, kind, high: value.contains { $0 >= 0x80 }, control: control) {
    case .blank, .refused: nil
    case .asWritten(let kept): Array(kept)
    case .rewritten(let written): written
    }
  }
}
