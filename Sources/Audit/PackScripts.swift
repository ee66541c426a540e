/// The programs an auditor gets with a pack, as they lie in `Scripts/`.
enum PackScripts {
  static let receipt = (path: "verify-receipt.sh", bytes: PackageResources.verify_receipt_sh)
  static let subject = (path: "verify-subject.sh", bytes: PackageResources.verify_subject_sh)
  static let ledger = (path: "verify-ledger.py", bytes: PackageResources.verify_ledger_py)
}
